import { expect, test } from 'vitest'
import { placeIn } from './chapters'

const chapters = [{ on: 10, known: 100 }, { on: 20, known: 200 }, { on: 20, known: 300 }, { on: 30, known: 250 }]

test.each([
  [{ on: 20, known: 300 }, { at: 2, before: 1, after: 3 }],
  [{ on: 10, known: 100 }, { at: 0, before: null, after: 1 }],
  [{ on: 30, known: 250 }, { at: 3, before: 2, after: null }],
  // What is no chapter lies between those before and after it.
  [{ on: 25, known: null }, { at: -1, before: 2, after: 3 }],
  [{ on: 20, known: 250 }, { at: -1, before: 1, after: 2 }],
  [{ on: 20, known: null }, { at: -1, before: 2, after: 3 }],
  [{ on: 5, known: null }, { at: -1, before: null, after: 0 }],
  [{ on: 30, known: null }, { at: -1, before: 3, after: null }],
])('%j is placed among the chapters', (moment, place) => { expect(placeIn(chapters, moment)).toEqual(place) })
