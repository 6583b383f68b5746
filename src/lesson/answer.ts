// Comparing a learner's answer with what the cluster says: digits of either script, blanks and case do not matter.

const BENGALI_ZERO = 0x09e6

/** The answer in its plainest form: Latin digits, lower case, single blanks, no quotes around it. */
export function plainAnswer(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - BENGALI_ZERO))
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(["'`])(.*)\1$/, '$2')
    .replace(/[.।]$/, '')
    .trim()
    .toLowerCase()
}

/** Does the answer say `value`? A port may carry its protocol, as kubectl prints it. */
export function answers(text: string, value: string): boolean {
  const answer = plainAnswer(text)
  const wanted = plainAnswer(value)
  if (answer === '') return false
  if (answer === wanted) return true
  if (!/^\d+$/.test(wanted)) return false
  return answerNumber(answer.replace(/\s*\/\s*(tcp|udp|sctp)$/, '')) === Number(wanted)
}

/** The whole number that the answer is, in Bengali also with its counting word (২টি); undefined when it is none. */
export function answerNumber(text: string): number | undefined {
  const answer = plainAnswer(text)
    .replace(/^\+/, '')
    .replace(/\s*(টি|টা|খানা|খানি)$/, '')
  return /^\d{1,15}$/.test(answer) ? Number(answer) : undefined
}
