// What the builds may leave out: rooms only define, but for the element's, whose files name its elements.

export const treeshake = { moduleSideEffects: (id: string) => !/\/src\/(?!element\/)[a-z]+\//.test(id) }
