// The divider's arithmetic: how large the lesson's share is, and what keys do to it.

export interface Split {
  /** Percent of the frame that the lesson takes. */
  readonly wide: number
  readonly middle: number
}

export const defaultSplit: Split = { wide: 34, middle: 46 }

export const MIN_SHARE = 18
export const MAX_SHARE = 75
const STEP = 2

export function clampShare(share: number): number {
  return Math.round(Math.min(MAX_SHARE, Math.max(MIN_SHARE, share)) * 10) / 10
}

/** The share after a key; undefined for keys that are not the divider's. */
export function shareAfterKey(
  share: number,
  key: string,
  horizontal: boolean,
  rightToLeft = false,
): number | undefined {
  const [less, more] = horizontal ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
  const sign = horizontal && rightToLeft ? -1 : 1
  if (key === less) return clampShare(share - STEP * sign)
  if (key === more) return clampShare(share + STEP * sign)
  if (key === 'Home') return MIN_SHARE
  if (key === 'End') return MAX_SHARE
  return undefined
}

export type Shape = 'wide' | 'middle' | 'narrow'

export function shapeFor(width: number): Shape {
  return width >= 1100 ? 'wide' : width >= 700 ? 'middle' : 'narrow'
}
