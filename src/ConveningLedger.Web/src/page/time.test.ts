import { describe, expect, test } from 'vitest'
import { dayInWords, endOf, instantInWords, isoDay, isoInstant, lagInWords, parseDay, parseInstant, shortDay, typedDay, typedInstant } from './time'

describe('days', () => {
  test.each([['2023-05-23', '2023-05-23'], ['2024-02', '2024-02-29'], ['2023-02', '2023-02-28'], ['2023', '2023-12-31'], ['0099-01-05', '0099-01-05']])('%s is read as %s', (text, day) => {
    expect(isoDay(parseDay(text)!)).toBe(day)
  })
  test.each(['', 'yesterday', '2023-13', '2023-02-30', '2023-00-01', '23-05-23', '2023-5-3', '2023-05-23T12:00:00Z'])('“%s” is none', text => { expect(parseDay(text)).toBeNull() })
  test('are told in words, whatever the zone of the browser', () => { expect(dayInWords(parseDay('2023-05-23')!)).toBe('23 May 2023') })
})

describe('typed days', () => {
  test.each([['23 May 2023', '2023-05-23'], ['23 may 2023', '2023-05-23'], ['3 Sept 2021', '2021-09-03'], ['May 2023', '2023-05-31'], ['Feb 2024', '2024-02-29'], [' 2023-05-23 ', '2023-05-23'], ['2023', '2023-12-31']])('%s is read as %s', (text, day) => { expect(isoDay(typedDay(text)!)).toBe(day) })
  test.each(['', '31 February 2023', '0 May 2023', '23 Ma 2023', 'May', '23 May', 'Mayor 2023', 'yesterday'])('“%s” is none', text => { expect(typedDay(text)).toBeNull() })
  test('today is today', () => { expect(typedDay('Today')).toBe(Math.floor(Date.now() / 86_400_000)) })
  test('every day is read as it is shown', () => { for (let on = parseDay('2023-01-01')!; on <= parseDay('2024-12-31')!; on++) expect([typedDay(dayInWords(on)), typedDay(shortDay(on))]).toEqual([on, on]) })
  test('an instant is read as it is shown, to the minute', () => {
    const instant = Date.parse('2021-09-05T20:36:59.999Z')
    expect(typedInstant(instantInWords(instant))).toBe(instant)
    expect(typedInstant('23 May 2023')).toBe(endOf(parseDay('2023-05-23')!))
    expect(typedInstant('2023-06-30T12:00:00Z')).toBe(Date.parse('2023-06-30T12:00:00Z'))
    expect(typedInstant('23 May 2023 at 25:00 UTC')).toBeNull()
  })
})

describe('instants', () => {
  test('a day stands for its end', () => { expect(parseInstant('2023-05-23')).toBe(Date.parse('2023-05-23T23:59:59.999Z')) })
  test('a zone is needed', () => { expect(parseInstant('2023-05-23T12:00:00')).toBeNull() })
  test('an offset is heeded', () => { expect(parseInstant('2023-05-23T12:00:00+02:00')).toBe(Date.parse('2023-05-23T10:00:00Z')) })
  test('are written as they are read', () => {
    for (const text of ['2023-06-30T12:00:00Z', '2023-06-30T12:00:01.5Z', '2023-06-30T00:00:00Z']) expect(isoInstant(parseInstant(text)!)).toBe(text)
  })
  test('the end of a day is told as the day', () => { expect(instantInWords(endOf(parseDay('2023-06-30')!))).toBe('30 June 2023') })
})

test.each([[0, 'the same day'], [86_400 * 3, '3 days later'], [86_400 * 580, '19 months later'], [86_400 * 366 * 3, '3 years later'], [86_400, '1 day later']])('%d seconds are %s', (seconds, words) => {
  expect(lagInWords(seconds)).toBe(words)
})
