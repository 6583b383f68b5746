// The lesson's reader and engine, loaded after the prompt.
export { createLesson, parseLessonInParts, prepareClusterInParts, readState, warmUpInParts } from '../lesson/index.ts'
