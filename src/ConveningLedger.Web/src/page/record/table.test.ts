import { expect, test } from 'vitest'
import { keyOf, readTable } from './table'

const nobody = () => null

test('names, what they are and their scales; after an empty line, ties', () => {
  const { rows, faults } = readTable('Upland Growers; group; local\nOdile Marrak; person; individual\n\nOdile Marrak; upland growers; works with; 3\nOdile Marrak; Halden', name => name === 'Halden' ? 'halden' : null)
  expect(faults).toEqual([])
  expect(rows.map(row => row.data)).toEqual([
    { key: 'upland-growers', name: 'Upland Growers', element: 'GROUP', scale: 'LOCAL' }, { key: 'odile-marrak', name: 'Odile Marrak', element: 'PERSON', scale: 'INDIVIDUAL' },
    { from: 'odile-marrak', to: 'upland-growers', relation: 'WORKS_WITH', direction: 'MUTUAL', depth: 3 }, { from: 'odile-marrak', to: 'halden', relation: 'OTHER', direction: 'MUTUAL', depth: 1 },
  ])
})

test.each([['\t'], [','], [';']])('cells are parted by %j', mark => {
  expect(readTable(['Salka', 'Person', 'individual'].join(mark), nobody).rows).toHaveLength(1)
})

test('what is wrong is told by its line, with what would be accepted', () => {
  const { rows, faults } = readTable('Salka; picker; local\n; person; local\nJun; person; valley\nBruna; person; local\nbruna; person; local\n\nBruna; Nobody\nBruna; Bruna; loves\nBruna; Bruna; trusts; 9', nobody)
  expect(rows.map(row => row.line)).toEqual([4])
  expect(faults.map(fault => fault.line)).toEqual([1, 2, 3, 5, 7, 8, 9])
  expect(faults[0]!.message).toContain('Accepted: person, group')
})

test('keys are made of names in any language, or there is none', () => {
  expect([keyOf('Škoda & Söhne'), keyOf('  A--B  '), keyOf('水')]).toEqual(['skoda-sohne', 'a-b', ''])
})
