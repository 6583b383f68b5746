// The headless lab: what pages, tests and the `kubarium` command use.

export { kubeconfigFor } from './kubeconfig.ts'
export { createLab, createLabInParts, labOver, restoreLabInParts, SNAPSHOT_FORMAT } from './lab.ts'
export type * from './types.ts'
