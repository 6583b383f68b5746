// Groups of the Kubernetes project are protected: definitions in them say who approved them. Models
// apiextensions-apiserver pkg/apihelpers/helpers.go (v1.33).

import { goQuote } from '../api/index.ts'

export const APPROVAL = 'api-approved.kubernetes.io'

export const isProtectedGroup = (group: string): boolean => /(^|\.)(k8s|kubernetes)\.io$/.test(group)

export interface Approval {
  readonly state: 'approved' | 'bypassed' | 'missing' | 'invalid'
  readonly reason: string
}

export function approvalOf(annotations: Readonly<Record<string, string>> | undefined): Approval {
  const value = annotations?.[APPROVAL] ?? ''
  const see = 'see https://github.com/kubernetes/enhancements/pull/1111'
  const needed = `protected groups must have approval annotation ${goQuote(APPROVAL)}`
  if (value === '') return { state: 'missing', reason: `${needed}, ${see}` }
  if (value.startsWith('unapproved')) return { state: 'bypassed', reason: `not approved: ${goQuote(value)}` }
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/\s]+/i.test(value)) return { state: 'approved', reason: `approved in ${value}` }
  return { state: 'invalid', reason: `${needed} with either a URL or a reason starting with "unapproved", ${see}` }
}
