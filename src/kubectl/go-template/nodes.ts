// What a Go template is made of (text/template/parse/node.go of Go 1.24), and how Go writes it in faults.

interface Placed {
  /** Where the template's text has it, in UTF-16 units. */
  readonly at: number
}

/** A number or character as it is written, and what it means. */
export interface NumberNode extends Placed {
  readonly type: 'number'
  readonly text: string
  readonly value: number
  /** Written with a point or an exponent, or too fine for an int. */
  readonly float: boolean
}

export type Operand =
  | NumberNode
  | (Placed & { readonly type: 'bool'; readonly value: boolean })
  | (Placed & { readonly type: 'string'; readonly value: string; readonly quoted: string })
  | (Placed & { readonly type: 'dot' })
  | (Placed & { readonly type: 'nil' })
  | (Placed & { readonly type: 'identifier'; readonly name: string })
  | (Placed & { readonly type: 'field'; readonly path: readonly string[] })
  /** The first of the path is the variable, with its `$`. */
  | (Placed & { readonly type: 'variable'; readonly path: readonly string[] })
  | (Placed & { readonly type: 'chain'; readonly node: Operand; readonly path: readonly string[] })
  | PipeNode

export interface CommandNode extends Placed {
  readonly type: 'command'
  readonly args: readonly Operand[]
}

export interface PipeNode extends Placed {
  readonly type: 'pipe'
  readonly variables: readonly string[]
  /** `=` instead of `:=`. */
  readonly assigns: boolean
  readonly commands: readonly CommandNode[]
}

export interface ControlNode extends Placed {
  readonly type: 'if' | 'with' | 'range'
  readonly pipe: PipeNode
  readonly body: readonly TemplateNode[]
  readonly otherwise: readonly TemplateNode[] | undefined
}

export type TemplateNode =
  | (Placed & { readonly type: 'text'; readonly text: string })
  | (Placed & { readonly type: 'action'; readonly pipe: PipeNode })
  | ControlNode
  | (Placed & { readonly type: 'template'; readonly name: string; readonly pipe: PipeNode | undefined })
  | (Placed & { readonly type: 'break' | 'continue' })

export type AnyNode = Operand | CommandNode | TemplateNode

/** Go's Node.String(). */
export function nodeText(node: AnyNode): string {
  switch (node.type) {
    case 'number':
    case 'text':
      return node.text
    case 'bool':
      return String(node.value)
    case 'string':
      return node.quoted
    case 'dot':
      return '.'
    case 'nil':
      return 'nil'
    case 'identifier':
      return node.name
    case 'field':
      return node.path.map((name) => `.${name}`).join('')
    case 'variable':
      return node.path.join('.')
    case 'chain':
      return inParens(node.node) + node.path.map((name) => `.${name}`).join('')
    case 'command':
      return node.args.map(inParens).join(' ')
    case 'pipe': {
      const variables = node.variables.length === 0 ? '' : `${node.variables.join(', ')} ${node.assigns ? '=' : ':='} `
      return variables + node.commands.map(nodeText).join(' | ')
    }
    case 'action':
      return `{{${nodeText(node.pipe)}}}`
    case 'template':
      return `{{template ${JSON.stringify(node.name)}${node.pipe ? ` ${nodeText(node.pipe)}` : ''}}}`
    case 'break':
    case 'continue':
      return `{{${node.type}}}`
    case 'if':
    case 'with':
    case 'range': {
      const otherwise = node.otherwise ? `{{else}}${node.otherwise.map(nodeText).join('')}` : ''
      return `{{${node.type} ${nodeText(node.pipe)}}}${node.body.map(nodeText).join('')}${otherwise}{{end}}`
    }
  }
}

const inParens = (node: Operand): string => (node.type === 'pipe' ? `(${nodeText(node)})` : nodeText(node))
