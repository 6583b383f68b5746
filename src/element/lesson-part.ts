// The lesson's reader and engine, loaded after the prompt.
export { createLesson, parseLesson, prepareCluster, readState } from '../lesson/index.ts'
