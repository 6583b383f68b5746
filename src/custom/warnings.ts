// Warnings about finalizers without a domain: apiextensions-apiserver pkg/registry/customresource/validator.go (v1.33).

import { goQuote, type KubeObject } from '../api/index.ts'

const STANDARD = new Set(['orphan', 'foregroundDeletion', 'kubernetes'])

export function finalizerWarnings(object: KubeObject, old: KubeObject | undefined): string[] {
  const before = new Set(old?.metadata.finalizers)
  return [...(object.metadata.finalizers ?? [])]
    .filter((name) => !before.has(name) && !name.includes('/') && !STANDARD.has(name))
    .sort()
    .map((name) => {
      const path = name.includes('.') ? ' including a path (/)' : ''
      return `metadata.finalizers: ${goQuote(name)}: prefer a domain-qualified finalizer name${path} to avoid accidental conflicts with other finalizer writers`
    })
}
