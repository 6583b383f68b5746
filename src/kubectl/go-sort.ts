// sort.Sort of Go (src/sort/zsortinterface.go, since Go 1.19), which kubectl uses where it sorts. It is not stable: from
// thirteen items on, equal ones change places, always in the same way. To print what kubectl prints we must move the
// items as it does: pattern-defeating quicksort, with insertion sort for short ranges and heap sort against bad luck.

const LONGEST_INSERTION = 12
const SHORTEST_NINTHER = 50
const SHORTEST_SHIFT = 50
const MOST_SHIFTS = 5
const MOST_PIVOT_SWAPS = 12

/** A sorted copy. `less` says whether the first comes strictly before the second. */
export function goSort<T>(items: readonly T[], less: (a: T, b: T) => boolean): T[] {
  const sorted = [...items]
  const range = new Range(sorted, (i, j) => less(sorted[i] as T, sorted[j] as T))
  if (sorted.length > 1) range.sort(0, sorted.length, bitLength(sorted.length))
  return sorted
}

/** Ranges are from `a` up to, but not including, `b`. */
class Range {
  readonly #items: unknown[]
  readonly #less: (i: number, j: number) => boolean

  constructor(items: unknown[], less: (i: number, j: number) => boolean) {
    this.#items = items
    this.#less = less
  }

  /** After `limit` unbalanced partitions heap sort takes over. */
  sort(from: number, to: number, limit: number): void {
    let [a, b, left] = [from, to, limit]
    let balanced = true
    let partitioned = true
    for (;;) {
      const length = b - a
      if (length <= LONGEST_INSERTION || left === 0) {
        if (length <= LONGEST_INSERTION) this.#insertionSort(a, b)
        else this.#heapSort(a, b)
        return
      }
      if (!balanced) {
        this.#breakPatterns(a, b)
        left--
      }
      let { pivot, order } = this.#choosePivot(a, b)
      if (order === 'falling') {
        this.#reverse(a, b)
        pivot = b - 1 - (pivot - a)
        order = 'rising'
      }
      if (balanced && partitioned && order === 'rising' && this.#finishAlmostSorted(a, b)) return
      if (a > 0 && !this.#less(a - 1, pivot)) {
        a = this.#partitionEqual(a, b, pivot)
        continue
      }
      const { middle, already } = this.#partition(a, b, pivot)
      partitioned = already
      const [before, after] = [middle - a, b - middle]
      balanced = Math.min(before, after) >= Math.floor(length / 8)
      if (before < after) {
        this.sort(a, middle, left)
        a = middle + 1
      } else {
        this.sort(middle + 1, b, left)
        b = middle
      }
    }
  }

  #swap(i: number, j: number): void {
    const kept = this.#items[i]
    this.#items[i] = this.#items[j]
    this.#items[j] = kept
  }

  #insertionSort(a: number, b: number): void {
    for (let i = a + 1; i < b; i++) for (let j = i; j > a && this.#less(j, j - 1); j--) this.#swap(j, j - 1)
  }

  #heapSort(a: number, b: number): void {
    const length = b - a
    for (let i = Math.floor((length - 1) / 2); i >= 0; i--) this.#siftDown(i, length, a)
    for (let i = length - 1; i >= 0; i--) {
      this.#swap(a, a + i)
      this.#siftDown(0, i, a)
    }
  }

  #siftDown(from: number, length: number, a: number): void {
    for (let root = from; ; ) {
      let child = 2 * root + 1
      if (child >= length) return
      if (child + 1 < length && this.#less(a + child, a + child + 1)) child++
      if (!this.#less(a + root, a + child)) return
      this.#swap(a + root, a + child)
      root = child
    }
  }

  /** What is not before the pivot goes behind it. */
  #partition(a: number, b: number, pivot: number): { readonly middle: number; readonly already: boolean } {
    this.#swap(a, pivot)
    let [i, j] = [a + 1, b - 1]
    for (let swapped = false; ; swapped = true) {
      while (i <= j && this.#less(i, a)) i++
      while (i <= j && !this.#less(j, a)) j--
      if (i > j) {
        this.#swap(j, a)
        return { middle: j, already: !swapped }
      }
      this.#swap(i, j)
      i++
      j--
    }
  }

  /** What equals the pivot comes first; where the rest begins. */
  #partitionEqual(a: number, b: number, pivot: number): number {
    this.#swap(a, pivot)
    let [i, j] = [a + 1, b - 1]
    for (;;) {
      while (i <= j && !this.#less(a, i)) i++
      while (i <= j && this.#less(a, j)) j--
      if (i > j) return i
      this.#swap(i, j)
      i++
      j--
    }
  }

  /** Shifts the few that are out of place; false if there are more. */
  #finishAlmostSorted(a: number, b: number): boolean {
    let i = a + 1
    for (let shifts = 0; shifts < MOST_SHIFTS; shifts++) {
      while (i < b && !this.#less(i, i - 1)) i++
      if (i === b) return true
      if (b - a < SHORTEST_SHIFT) return false
      this.#swap(i, i - 1)
      if (i - a >= 2) for (let j = i - 1; j >= 1 && this.#less(j, j - 1); j--) this.#swap(j, j - 1)
      if (b - i >= 2) for (let j = i + 1; j < b && this.#less(j, j - 1); j++) this.#swap(j, j - 1)
    }
    return false
  }

  /** Three swaps by an xorshift generator that starts from the length. */
  #breakPatterns(a: number, b: number): void {
    const length = b - a
    if (length < 8) return
    let random = BigInt(length)
    const next = (): number => {
      random ^= BigInt.asUintN(64, random << 13n)
      random ^= random >> 7n
      random ^= BigInt.asUintN(64, random << 17n)
      return Number(random & (2n ** BigInt(bitLength(length)) - 1n))
    }
    const at = a + Math.floor(length / 4) * 2
    for (let i = 0; i < 3; i++) {
      const other = next()
      this.#swap(at - 1 + i, a + (other >= length ? other - length : other))
    }
  }

  #choosePivot(a: number, b: number): { pivot: number; order: 'rising' | 'falling' | 'unknown' } {
    const length = b - a
    const quarter = Math.floor(length / 4)
    let swaps = 0
    const median = (i: number, j: number, k: number): number => {
      let [low, middle, high] = [i, j, k]
      const order = (x: number, y: number): [number, number] => {
        if (!this.#less(y, x)) return [x, y]
        swaps++
        return [y, x]
      }
      ;[low, middle] = order(low, middle)
      ;[middle, high] = order(middle, high)
      ;[low, middle] = order(low, middle)
      return middle
    }
    const near = (i: number): number => (length >= SHORTEST_NINTHER ? median(i - 1, i, i + 1) : i)
    let pivot = a + quarter * 2
    if (length >= 8) pivot = median(near(a + quarter), near(pivot), near(a + quarter * 3))
    return { pivot, order: swaps === 0 ? 'rising' : swaps === MOST_PIVOT_SWAPS ? 'falling' : 'unknown' }
  }

  #reverse(a: number, b: number): void {
    for (let i = a, j = b - 1; i < j; i++, j--) this.#swap(i, j)
  }
}

const bitLength = (value: number): number => 32 - Math.clz32(value)
