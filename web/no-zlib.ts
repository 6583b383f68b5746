// Stands where just-bash looks for node:zlib; calling it says that compression is missing here.

const missing = (): never => {
  throw new Error('compression is not available on this page')
}

export const gunzipSync = missing
export const gzipSync = missing
export const deflateSync = missing
export const inflateSync = missing
export const constants = {}
export default { gunzipSync, gzipSync, deflateSync, inflateSync, constants }
