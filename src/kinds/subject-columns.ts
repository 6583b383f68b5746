// The wide columns of role bindings: who is bound. Models SubjectsStrings of pkg/apis/rbac/helpers.go (v1.33).

import type { KubeObject } from '../api/index.ts'
import { column } from './columns.ts'
import type { Subject } from './types.generated.ts'

type WithSubjects = KubeObject & { readonly subjects?: readonly Subject[] }

const joined = ({ subjects }: WithSubjects, kind: string, text: (subject: Subject) => string): string =>
  (subjects ?? [])
    .filter((subject) => subject.kind === kind)
    .map(text)
    .join(', ')

export const subjectColumns = [
  column<WithSubjects>('Users', (object) => joined(object, 'User', ({ name }) => name), { wide: true }),
  column<WithSubjects>('Groups', (object) => joined(object, 'Group', ({ name }) => name), { wide: true }),
  column<WithSubjects>(
    'ServiceAccounts',
    (object) => joined(object, 'ServiceAccount', ({ namespace = '', name }) => `${namespace}/${name}`),
    { wide: true },
  ),
]
