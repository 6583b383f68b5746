// Lesson prose as plain data: the few forms that text can have, and what can be done with it. No HTML anywhere.
// Missing: images, footnotes, nested quotes.

export type Inline =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'code'; readonly text: string }
  /** A command that a click types into the terminal. Written as `$ command`. */
  | { readonly is: 'command'; readonly text: string }
  | { readonly is: 'strong' | 'emphasis'; readonly children: readonly Inline[] }
  | { readonly is: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly is: 'break' }

export type Block =
  | { readonly is: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly is: 'heading'; readonly children: readonly Inline[] }
  | { readonly is: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  /** A fence; `run` when it is marked as `run`: each of its lines is a command. */
  | { readonly is: 'code'; readonly language: string; readonly text: string; readonly run: boolean }
  | { readonly is: 'quote'; readonly blocks: readonly Block[] }
  | {
      readonly is: 'table'
      readonly header: readonly (readonly Inline[])[]
      readonly rows: readonly (readonly (readonly Inline[])[])[]
    }
  | { readonly is: 'rule' }

/** The same text with `{name}` replaced; a name without a value stays as it stands. */
export function fillText(
  inlines: readonly Inline[],
  values: Readonly<Record<string, string | number>>,
): readonly Inline[] {
  return inlines.map((inline): Inline => {
    if ('children' in inline) return { ...inline, children: fillText(inline.children, values) }
    if ('text' in inline) return { ...inline, text: fill(inline.text, values) }
    return inline
  })
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  )
}

/** Without any form: for reports, transcripts and labels. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => ('children' in inline ? plainText(inline.children) : 'text' in inline ? inline.text : ' '))
    .join('')
}
