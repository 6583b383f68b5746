// Every type of question. To add one: its file, and its line here.

import { count } from './count.ts'
import type { QuestionType } from './question.ts'
import { trend } from './trend.ts'
import { value } from './value.ts'

export const questionTypes: readonly QuestionType[] = [value, count, trend]
