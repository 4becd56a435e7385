import { expect, test } from 'vitest'
import { kindInWords, plain } from './kinds'

test.each([['IdentificationShifted', 'Identification shifted'], ['NonNegotiableDeclared', 'Non-negotiable declared'], ['MicroShiftNoticed', 'Micro-shift noticed'], ['EntryCorrected', 'Entry corrected']])('%s is %s', (kind, words) => { expect(kindInWords(kind)).toBe(words) })
test.each([['LONG_TERM', 'long term'], ['NON_NEGOTIABLE', 'non-negotiable'], ['SECOND_HAND', 'second-hand']])('%s is %s', (value, words) => { expect(plain(value)).toBe(words) })
