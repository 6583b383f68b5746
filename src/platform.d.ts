// The part of the web platform that Node 20, browsers and workers all have. Rooms other than `element` and `node`
// compile against this and ECMAScript only, so nothing else of the DOM or of Node can slip in.
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(bytes?: Uint8Array | ArrayBuffer, options?: { stream?: boolean }): string
}
declare class URLSearchParams {
  constructor(init?: string | Record<string, string> | [string, string][])
  get(name: string): string | null
  getAll(name: string): string[]
  has(name: string): boolean
  set(name: string, value: string): void
  append(name: string, value: string): void
  delete(name: string): void
  toString(): string
  [Symbol.iterator](): IterableIterator<[string, string]>
}
declare class URL {
  constructor(url: string, base?: string | URL)
  readonly href: string
  readonly protocol: string
  readonly host: string
  readonly hostname: string
  readonly port: string
  readonly pathname: string
  readonly search: string
  readonly searchParams: URLSearchParams
}
declare class Headers {
  constructor(init?: Record<string, string> | [string, string][])
  get(name: string): string | null
  has(name: string): boolean
  set(name: string, value: string): void
  append(name: string, value: string): void
  forEach(call: (value: string, name: string) => void): void
  [Symbol.iterator](): IterableIterator<[string, string]>
}
interface ReadableStreamController<T> {
  readonly desiredSize: number | null
  enqueue(chunk: T): void
  close(): void
  error(reason?: unknown): void
}
declare class ReadableStream<T = Uint8Array> {
  constructor(
    source: {
      start?(controller: ReadableStreamController<T>): void | Promise<void>
      pull?(controller: ReadableStreamController<T>): void | Promise<void>
      cancel?(reason?: unknown): void | Promise<void>
    },
    strategy?: { readonly highWaterMark: number; size(chunk: T): number },
  )
  getReader(): { read(): Promise<{ done: boolean; value: T | undefined }>; cancel(reason?: unknown): Promise<void> }
}
declare class Request {
  constructor(
    url: string,
    init?: {
      method?: string
      headers?: Headers | Record<string, string>
      body?: string | Uint8Array<ArrayBuffer> | null
    },
  )
  readonly url: string
  readonly method: string
  readonly headers: Headers
  text(): Promise<string>
  arrayBuffer(): Promise<ArrayBuffer>
}
declare class Response {
  constructor(
    body?: string | Uint8Array<ArrayBuffer> | ReadableStream | null,
    init?: { status?: number; headers?: Headers | Record<string, string> },
  )
  readonly status: number
  readonly ok: boolean
  readonly headers: Headers
  readonly body: ReadableStream | null
  text(): Promise<string>
  json(): Promise<unknown>
}
declare function btoa(binary: string): string
declare function atob(base64: string): string
declare function structuredClone<T>(value: T): T
