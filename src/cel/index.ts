// The door of expressions: CEL with the functions that Kubernetes gives it. Loaded when the first rule needs it.
export {
  type AdmissionScope,
  compileForAdmission,
  namespaceType,
  requestType,
} from './admission-variables.ts'
export type { CelFunction, CelLibrary, CelOpaque } from './function.ts'
export { goPattern, isTooCostly, PatternError } from './go-regex.ts'
export {
  Budget,
  type CelProgram,
  CostExceeded,
  compile,
  PER_CALL_LIMIT,
  RUNTIME_BUDGET,
} from './program.ts'
export { bool, type CelType, dyn, fieldName, int, text, typeText } from './type.ts'
export { CelError, celValue, optionalOf, readDuration } from './value.ts'
