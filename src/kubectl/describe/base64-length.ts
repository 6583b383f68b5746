// How many bytes base64 text stands for.

export function base64Length(text: string): number {
  const symbols = text.replace(/[\s=]+/g, '').length
  return Math.floor((symbols * 3) / 4)
}
