// awk, jq and yq in a thread of their own: however much they have to do, the page stays alive.

import { type FilterCall, type FilterResult, runFilter } from '../shell/index.ts'

export type FilterAnswer = { readonly result: FilterResult } | { readonly fault: string }

addEventListener('message', async ({ data }: MessageEvent<FilterCall>) => {
  const answer = (given: FilterAnswer) => self.postMessage(given)
  try {
    answer({ result: await runFilter(data) })
  } catch (error) {
    answer({ fault: error instanceof Error ? error.message : String(error) })
  }
})
