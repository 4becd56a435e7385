import { expect, test } from 'vitest'
import { arrowHead, cutTo, overlaps, placeLabels, type Box } from './place'

const measure = (text: string) => text.length * 6.6
const names = ['Halden Power', 'Mirr camp', 'Odile Marrak', 'The environmental inspectorate of the upper valley · formal authority', 'Ruth', 'Piet Orsovan · gatekeeping', 'Vessa Anglers, founded 1911']
const half = 9

// A small generator of its own seed: the same cases every time.
function holdings(seed: number) {
  let state = seed * 2_654_435_761 % 4_294_967_296
  const next = (below: number) => { state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296; return Math.floor(state / 4_294_967_296 * below) }
  const width = [220, 330, 420, 900][next(4)]!
  // Some stand in a crowd, some in one place.
  const [crowd, count] = [next(3) === 0, 1 + next(20)]
  return { width, marks: Array.from({ length: count }, () => ({ x: crowd ? width / 2 + next(20) : 16 + next(width - 32), y: crowd ? 100 + next(2) * 4 : 30 + next(200), label: names[next(names.length)]! })) }
}

test('labels keep off each other, off all marks and off what was taken, and stay inside', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const { width, marks } = holdings(seed)
    const taken = [{ x: 16, y: 212, w: 80, h: 14 }]
    const boxes = placeLabels(marks, { width, top: 18, half, taken, measure }).map(one => one.box)
    const others: Box[] = [...taken, ...marks.map(({ x, y }) => ({ x: x - half, y: y - half, w: 2 * half, h: 2 * half }))]
    boxes.forEach((box, index) => {
      expect(box.x >= 0 && box.x + box.w <= width && box.y >= 18, `label ${index} of ${seed} is inside`).toBe(true)
      expect([...others, ...boxes.slice(index + 1)].filter(other => overlaps(box, other)), `label ${index} of ${seed} is over nothing`).toEqual([])
    })
  }
})

test('a label stands beside its mark where there is room, on the left at the right edge', () => {
  const [one] = placeLabels([{ x: 50, y: 100, label: 'Ruth' }], { width: 300, top: 0, half, measure })
  expect([one!.box.x > 50 + half, one!.isApart]).toEqual([true, false])
  const [other] = placeLabels([{ x: 290, y: 100, label: 'Ruth' }], { width: 300, top: 0, half, measure })
  expect([other!.box.x + other!.box.w < 290 - half, other!.isApart]).toEqual([true, false])
})

test('what is too long is cut, and what fits is not', () => {
  expect(cutTo('Mirr camp', 60, measure)).toBe('Mirr camp')
  expect(cutTo('Mirr camp and all', 60, measure)).toBe('Mirr cam…')
})

test('an arrow points where it goes', () => {
  expect(arrowHead({ x: 0, y: 0 }, { x: 100, y: 0 }, 10, 8)).toBe('M90.0 0.0L82.0 4.4L82.0 -4.4z')
  expect(arrowHead({ x: 5, y: 5 }, { x: 5, y: 5 }, 10, 8)).toBeNull()
})
