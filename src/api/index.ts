// The API server's door: the shapes, the server, and the pure functions that clients share with it.
export type {
  Access,
  AccessRule,
  AccessRules,
  Attributes,
  Decision,
  PathAttributes,
  ResourceAttributes,
  TokenReading,
  TokenSubject,
} from './access.ts'
export {
  type AdmissionContext,
  type AdmissionPlugin,
  type AdmissionRequest,
  isAbout,
  newRefusal,
  type Operation,
  type RequestClass,
  warnCaller,
} from './admission.ts'
export * from './client.ts'
export { timeText } from './core.ts'
export * from './definition.ts'
export type { Descriptions } from './descriptions.ts'
export { compareVersions } from './discovery.ts'
export * from './duration.ts'
export * from './errors.ts'
export * from './field-error.ts'
export * from './field-selector.ts'
export { type FieldSet, fieldAt, hasMember, unionOf } from './field-set.ts'
export { ANY, type FieldType, type MapType } from './field-type.ts'
export { GoSyntax, goPrint, goQuote, goValue } from './go-text.ts'
export { healthReport, rootPaths } from './health.ts'
export { selectedName } from './http-attributes.ts'
export { apiGroup, apiGroupList, apiResourceList, apiVersions } from './http-discovery.ts'
export { applyJsonPatch, JsonPatchError } from './json-patch.ts'
export * from './label-selector.ts'
export { applyMergePatch, createMergePatch, createThreeWayMergePatch, MergeConflict } from './merge-patch.ts'
export { IMMUTABLE, validateAnnotations, validateLabels, validateMetadata } from './metadata.ts'
export * from './names.ts'
export * from './object.ts'
export { PatchError } from './patch-meta.ts'
export * from './quantity.ts'
export { missingRules } from './rule-cover.ts'
export type * from './schema.ts'
export {
  type ChangeEvent,
  createServer,
  type ObjectReader,
  type Server,
  type ServerOptions,
  type ServerState,
} from './server.ts'
export type { Change } from './store.ts'
export { createThreeWayStrategicPatch, createTwoWayStrategicPatch } from './strategic-diff.ts'
export { applyStrategicPatch } from './strategic-merge.ts'
export { DecodeError, decodeType, kindOfValue } from './typed-reader.ts'
export { copyValue, equalValues, freezeValue, getField, getPath, setField } from './value.ts'
export { createdStatus } from './write.ts'
