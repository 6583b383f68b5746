// The ways in which a command ends what is around it.

export class Break extends Error {
  readonly levels: number
  /** `continue`. */
  readonly again: boolean
  constructor(levels: number, again: boolean) {
    super('break')
    this.levels = levels
    this.again = again
  }
}

export class Return extends Error {
  readonly status: number
  constructor(status: number) {
    super('return')
    this.status = status
  }
}

export class Exit extends Error {
  readonly status: number
  constructor(status: number) {
    super('exit')
    this.status = status
  }
}
