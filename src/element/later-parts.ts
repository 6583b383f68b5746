// The parts of the page that are loaded after the first prompt.
export { ClusterPicture } from './cluster-picture.ts'
export { EditorPanel } from './editor-panel.ts'
export { solve } from './solve.ts'
