export {
  type Cluster,
  type ClusterExtension,
  type ClusterOptions,
  type ClusterSnapshot,
  createCluster,
  createClusterInParts,
} from './cluster.ts'
export type { NodeSpec, Preset, SystemDeployment, SystemPod } from './preset.ts'
export { presets, withWorkers } from './presets.ts'
