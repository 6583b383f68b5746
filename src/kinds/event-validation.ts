// Events. Models legacyValidateEvent of pkg/apis/core/validation/events.go (v1.33), which both APIs ask for.

import { type FieldError, invalidField, qualifiedNameFaults, requiredField } from '../api/index.ts'
import { faultsOf, subdomainRule } from './field-rules.ts'
import type { Event } from './types.generated.ts'

const longestText = 128
const longestMessage = 1024

/** `controller` is what the request's API calls who reports. */
export function validateEvent(event: Event, controller = 'reportingComponent'): FieldError[] {
  const { metadata, involvedObject, eventTime } = event
  const namespace = involvedObject.namespace ?? ''
  const home = metadata.namespace ?? ''
  const errors: FieldError[] = []
  // Events of the new kind may be about anything that has a namespace.
  const fits = eventTime
    ? namespace !== '' || home === 'default' || home === 'kube-system'
    : namespace === home || (namespace === '' && home === 'default')
  if (!fits) errors.push(invalidField('involvedObject.namespace', namespace, 'does not match event.namespace'))
  if (eventTime) errors.push(...reportFaults(event, controller))
  return [...errors, ...subdomainRule('namespace', home)]
}

function reportFaults(event: Event, field: string): FieldError[] {
  const { reportingComponent = '', reportingInstance = '', action = '', reason = '', message = '' } = event
  const errors = reportingComponent === '' ? [requiredField(field)] : []
  errors.push(...faultsOf(field, reportingComponent, qualifiedNameFaults(reportingComponent)))
  for (const [name, text] of Object.entries({ reportingInstance, action, reason })) {
    if (text === '') errors.push(requiredField(name))
    if (isLonger(text, longestText)) {
      errors.push(invalidField(name, '', `can have at most ${longestText} characters`))
    }
  }
  if (isLonger(message, longestMessage)) {
    errors.push(invalidField('message', '', `can have at most ${longestMessage} characters`))
  }
  return errors
}

/** Go counts bytes. */
const isLonger = (text: string, limit: number): boolean =>
  text.length * 3 > limit && new TextEncoder().encode(text).length > limit
