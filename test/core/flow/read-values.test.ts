import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchOption, matchOptionLoosely } from '../../../src/core/flow/match-option.ts';
import { findEmails, readEmail, readPhone } from '../../../src/core/flow/read-contact.ts';
import {
  addDays,
  dayOf,
  findDates,
  readDate,
  readNights,
  sayDate,
} from '../../../src/core/flow/read-date.ts';
import { findNumbers, readGuests, readNumber } from '../../../src/core/flow/read-number.ts';

describe('numbers', () => {
  it.each([
    ['2', [2]],
    ['two', [2]],
    ['Twenty-One', [21]],
    ['twenty one', [21]],
    ['twenty and two', [20, 2]],
    ['-3', [-3]],
    ['2.5 and 1,5', [2.5, 1.5]],
    ['the 3 of us', [3]],
    ['someone weighs often', []],
    ['A4 or 2026-01-02', []],
    ['seventeen', [17]],
    ['', []],
  ])('in "%s": %j', (text, numbers) => {
    expect(findNumbers(text)).toEqual(numbers);
  });

  it('must be the only one', () => {
    expect(readNumber('two or three')).toBeUndefined();
    expect(readNumber('for three please')).toBe(3);
  });

  it.each([
    ['two', 2],
    ['for 4 people', 4],
    ['just me', 1],
    ['Only myself, thanks', 1],
    ['I travel alone', 1],
    ['my wife and me', 2],
    ['a couple', 2],
    ['show me the rooms', undefined],
    ['2 or 3', undefined],
  ])('of people in "%s": %s', (text, guests) => {
    expect(readGuests(text)).toBe(guests);
  });
});

describe('dates', () => {
  it('are found where they are real', () => {
    expect(
      findDates('from 2026-12-01T00:00:00.000+01:00 to 2026-12-04, not 2026-02-30 or 2026-13-01'),
    ).toEqual(['2026-12-01', '2026-12-04']);
    expect(readDate('2026-12-01 2026-12-02')).toBeUndefined();
  });

  it.each([
    ['two nights', 2],
    ['for 3 days', 3],
    ['a week', 7],
    ['twenty-one nights', 21],
    ['all night', undefined],
    ['0 nights', undefined],
    ['nights', undefined],
  ])('a stay in "%s": %s', (text, nights) => {
    expect(readNights(text)).toBe(nights);
  });

  it('count across months and the end of summer time', () => {
    expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('not a date', 1)).toBeUndefined();
  });

  it('know what day it is where the bot is', () => {
    const lateEvening = Date.UTC(2026, 10, 22, 23, 30);
    expect(dayOf(lateEvening, 'Europe/Berlin')).toBe('2026-11-23');
    expect(dayOf(lateEvening, 'America/New_York')).toBe('2026-11-22');
  });

  it('are said in the language of the customer', () => {
    expect(sayDate('2026-11-27', 'en')).toMatch(/^Friday,? 27 November 2026$/);
    expect(sayDate('2026-11-27', 'de')).toBe('Freitag, 27. November 2026');
    expect(sayDate('2026-11-27', 'pt_BR')).toContain('novembro');
    expect(sayDate('2026-11-27', 'not a language!')).toMatch(/^Friday/);
    expect(sayDate('soon', 'en')).toBe('soon');
  });
});

describe('addresses', () => {
  it.each([
    ['anna@example.com', 'anna@example.com'],
    ['my mail is Anna.Schmidt+hotel@mail.example.co.uk, thanks', 'Anna.Schmidt+hotel@mail.example.co.uk'],
    ['<anna@example.com>', 'anna@example.com'],
    ['anna@example', undefined],
    ['anna example.com', undefined],
    ['a..b@example.com', undefined],
    ['.a@example.com', undefined],
    ['a@b@c.com', undefined],
    ['a@x.com b@x.com', undefined],
  ])('e-mail in "%s": %s', (text, email) => {
    expect(readEmail(text)).toBe(email);
  });

  it('are found in any text without taking long', () => {
    fc.assert(fc.property(fc.string({ maxLength: 1000 }), (text) => Array.isArray(findEmails(text))));
    expect(findEmails('!'.repeat(1000))).toEqual([]);
  });

  it.each([
    ['+49 30 1234-567', '+49301234567'],
    ['call 0049 (30) 1234567', '+49301234567'],
    ['030/1234567', '0301234567'],
    ['12345', undefined],
  ])('phone in "%s": %s', (text, phone) => {
    expect(readPhone(text)).toBe(phone);
  });
});

describe('options', () => {
  const options = [
    { title: 'Grand Plaza', value: 'gp' },
    { title: 'Sea View Inn', value: 'sv', words: ['the sea'] },
    { title: 'Park Hotel', value: 'ph' },
  ];

  it.each([
    ['gp', 'gp'],
    ['GRAND  plaza!', 'gp'],
    ['Park Hotel, please', 'ph'],
    ['the sea', 'sv'],
    ['2', 'sv'],
    ['#3', 'ph'],
    ['option 1', 'gp'],
    ['two', 'sv'],
    ['the third one', 'ph'],
    ['the last one', 'ph'],
    ['0', undefined],
    ['4', undefined],
    ['ten', undefined],
    ['plaza', undefined],
    ['', undefined],
  ])('"%s" is %s', (text, value) => {
    expect(matchOption(text, options)?.value).toBe(value);
  });

  it.each([
    ['the plaza', 'gp'],
    ['inn', 'sv'],
    ['I would like the Park Hotel for two', 'ph'],
    ['Grand Plaza or Park Hotel', undefined],
    ['hotel', 'ph'],
    ['the', undefined],
    ['?', undefined],
  ])('"%s" loosely is %s', (text, value) => {
    expect(matchOptionLoosely(text, options)?.value).toBe(value);
  });
});
