// The same lesson in two tabs: each would write over what the other keeps, so both say so.

/** Calls back when another tab has the lesson open, or opens it. Returns how to stop. */
export function watchOtherTabs(lesson: string, found: () => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {}
  const channel = new BroadcastChannel(`kubarium:${lesson}`)
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === 'who?') channel.postMessage('me')
    found()
  }
  channel.postMessage('who?')
  return () => channel.close()
}
