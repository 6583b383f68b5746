// The door of the room: kubectl as a program, and what its parts offer to others.

export type { ConnectFault, ServerConfig } from './kubeconfig.ts'
export { type KubectlOptions, kubectl } from './kubectl.ts'
export { readDocuments } from './manifest-reader.ts'
export { type Version, versions } from './versions.ts'
export { readYaml, YamlFault } from './yaml-reader.ts'
