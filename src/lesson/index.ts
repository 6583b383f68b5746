// Lessons: their format, the engine that plays them, their checks and questions, and the proof that they work.
export { type CheckType, defineCheck } from './checks/check.ts'
export { checkTypes } from './checks/index.ts'
export { createLesson, type LessonHost, type LessonRun } from './engine.ts'
export { type Fault, faultText } from './fault.ts'
export {
  ANSWER_FIRST,
  type LessonFiles,
  type LessonTypes,
  type ParsedLesson,
  parseLesson,
  parseLessonInParts,
} from './format.ts'
export { type Act, answersFirst, type Lesson, type LessonStep, textLanguage, textOf } from './lesson.ts'
export type { CheckProgress, Message, QuestionProgress, StepProgress } from './progress.ts'
export { type LabWishes, type Proof, type ProvingLab, proveLesson } from './prove.ts'
export { questionTypes } from './questions/index.ts'
export { defineQuestion, type QuestionType } from './questions/question.ts'
export { prepareClusterInParts } from './setup.ts'
export { type LessonState, readState } from './state.ts'
export { type Block, fillText, type Inline, plainText } from './text.ts'
export type { LessonText, StepText } from './text-file.ts'
export type { HistoryEntry, MessageParameters, Verdict, View } from './view.ts'
export { warmUpInParts } from './warm-up.ts'
