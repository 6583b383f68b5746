// Who asks, for kinds that answer about oneself: the cluster's own programs do not.

import { type KindContext, newBadRequest, type UserInfo } from '../api/index.ts'

export function whoAsks({ user }: KindContext): UserInfo {
  if (user) return user
  throw newBadRequest('no user present on request')
}
