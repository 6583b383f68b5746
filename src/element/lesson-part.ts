// The lesson's reader and engine, loaded after the prompt.
export { createLesson, parseLessonInParts, prepareCluster, readState } from '../lesson/index.ts'
