// Where labels go: beside their marks, over none of them, over no other label, and never out of the picture.

export interface Box { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
export interface Placed { readonly box: Box; readonly text: string; /** Whether it stands apart from its mark, so that a line should lead to it. */ readonly isApart: boolean }

export const overlaps = (one: Box, other: Box) => one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h

export const line = 15
const gap = 3

/** As much of a text as there is room for. */
export function cutTo(text: string, room: number, measure: (text: string) => number): string {
  if (measure(text) <= room) return text
  const letters = [...text]
  while (letters.length > 1 && measure(`${letters.join('').trimEnd()}…`) > room) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/**
 * Places for the labels of marks, in the order given: to the right of the mark, to its left, above or below, and where all of that is taken
 * on the nearest free line. `taken` is what else they are to keep off. Labels may go below the last mark, so there always is a place.
 */
export function placeLabels(marks: readonly { readonly x: number; readonly y: number; readonly label: string }[], { width, top, half, taken = [], measure }: {
  width: number; top: number; half: number; taken?: readonly Box[]; measure: (text: string) => number
}): Placed[] {
  const kept: Box[] = [...taken, ...marks.map(({ x, y }) => ({ x: x - half, y: y - half, w: half * 2, h: half * 2 }))]
  return marks.map(({ x, y, label }) => {
    const text = cutTo(label, width - 2 * gap, measure)
    const w = measure(text)
    const within = (left: number) => Math.max(gap, Math.min(left, width - gap - w))
    const right = x + half + gap
    const left = x - half - gap - w
    const beside = y - line / 2
    const sides = [right, left].filter(at => at >= gap && at + w <= width - gap)
    const free = (at: number, up: number): Box | null => { const box = { x: at, y: up, w, h: line }; return up >= top && !kept.some(other => overlaps(box, other)) ? box : null }
    // Most find room at once, and it is looked for at each move of a clock: nothing further is thought of before.
    const find = (): Box => {
      for (const at of sides) { const box = free(at, beside); if (box) return box }
      for (const up of [y - half - line - 1, y + half + 1]) { const box = free(within(x - w / 2), up); if (box) return box }
      for (let step = 1; step <= 2 * kept.length + 4; step++)
        for (const way of [-1, 1]) for (const at of [...sides, within(right), within(left)]) { const box = free(at, beside + way * step * line / 2); if (box) return box }
      return { x: within(right), y: Math.max(...kept.map(other => other.y + other.h)), w, h: line }
    }
    const box = find()
    kept.push(box)
    const far = Math.max(box.x - x - half, x - half - box.x - w, box.y - y - half, y - half - box.y - line)
    return { box, text, isApart: far > line / 2 }
  })
}

/** The head of an arrow that comes from one place and ends short of another; null where they are the same. */
export function arrowHead(from: { readonly x: number; readonly y: number }, to: { readonly x: number; readonly y: number }, short: number, size: number): string | null {
  const long = Math.hypot(to.x - from.x, to.y - from.y)
  if (long < 1) return null
  const [dx, dy] = [(to.x - from.x) / long, (to.y - from.y) / long]
  const at = (along: number, aside: number) => `${(to.x - dx * along - dy * aside).toFixed(1)} ${(to.y - dy * along + dx * aside).toFixed(1)}`
  return `M${at(short, 0)}L${at(short + size, size * 0.55)}L${at(short + size, -size * 0.55)}z`
}
