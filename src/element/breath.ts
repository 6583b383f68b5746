// How the page stays alive while there is much to do: work in slices, and between them the browser takes keys and draws.

import type { LabOptions } from '../lab/index.ts'

/** A quarter of a frame: what one slice began still has time to end, and the browser to draw. */
const SLICE_MS = 4
/** Work that is cut into parts runs for the first time, and slowly: a slice ends long before its last part does. */
const PARTS_MS = 2

const waiting: (() => void)[] = []
const channel = new MessageChannel()
channel.port1.onmessage = () => waiting.shift()?.()

/** Soon, in a task of its own: unlike a timer it is never put off by milliseconds. */
export function later(work: () => void): void {
  waiting.push(work)
  channel.port2.postMessage(undefined)
}

export function breathe(): Promise<void> {
  return new Promise(later)
}

const HIDDEN_FRAME_MS = 100

/** After the browser has drawn, in a task of its own; a page in the background, which draws nothing, waits a moment. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, HIDDEN_FRAME_MS)
    requestAnimationFrame(() => {
      clearTimeout(timer)
      later(resolve)
    })
  })
}

export const pace: NonNullable<LabOptions['pace']> = {
  slice: () => sliceOf(SLICE_MS),
  later,
}

function sliceOf(ms: number): () => boolean {
  const endMs = performance.now() + ms
  return () => performance.now() >= endMs
}

/** Runs work that is cut into parts to its end, with breaths between slices. */
export async function inSlices<T>(parts: Generator<void, T>): Promise<T> {
  let over = sliceOf(PARTS_MS)
  for (let part = parts.next(); ; part = parts.next()) {
    if (part.done) return part.value
    if (!over()) continue
    await breathe()
    over = sliceOf(PARTS_MS)
  }
}
