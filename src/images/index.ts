export { digestOf, type FoundImage, findImage, type ImageReference, normalizeImage } from './reference.ts'
export * from './runtime.ts'
export { type ProgramRuntimeOptions, programRuntime } from './program-runtime.ts'
