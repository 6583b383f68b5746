// Work that is cut into parts, as a generator: whoever runs it decides whether to breathe between them.

/** All of it, in one go. */
export function atOnce<T>(parts: Generator<void, T>): T {
  for (;;) {
    const part = parts.next()
    if (part.done) return part.value
  }
}
