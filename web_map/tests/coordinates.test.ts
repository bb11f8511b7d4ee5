import { describe, expect, it } from 'vitest';
import { readCoordinates, readParcel } from '../src/geo/coordinates';

const LON = 107.1010378;
const LAT = 16.8172845;

describe('coordinates in a search text', () => {
  it.each([
    '16.8172845, 107.1010378',
    '16.8172845 107.1010378',
    '107.1010378,16.8172845',
    '107.1010378; 16.8172845',
    '16,8172845; 107,1010378',
    '16,8172845 107,1010378',
    '16,8172845, 107,1010378',
    '16,8172845,107,1010378',
    '16.8172845N 107.1010378E',
    '16.8172845° 107.1010378°',
    'lat: 16.8172845 lon: 107.1010378',
    '16°49\'02.2242"N 107°06\'03.7361"E',
    '16°49′02,2242″ 107°06′03,7361″',
  ])('reads degrees: %s', (text) => {
    const [reading] = readCoordinates(text);
    expect(reading?.system).toBe('WGS 84');
    expect(reading?.lon).toBeCloseTo(LON, 6);
    expect(reading?.lat).toBeCloseTo(LAT, 6);
  });

  it.each([
    '590508.771 1860206.459',
    '1860206.459 590508.771',
    '590508,771 1860206,459',
    '590508,771; 1860206,459',
    '590.508,771 1.860.206,459',
    '590,508.771 1,860,206.459',
    'X=1860206.459 Y=590508.771',
    'X: 1860206.459, Y: 590508.771',
    'E 590508.771 N 1860206.459',
    '590508.771 m, 1860206.459 m',
  ])('reads VN-2000 metres of the city: %s', (text) => {
    const readings = readCoordinates(text);
    expect(readings).toHaveLength(1);
    expect(readings[0]?.system).toContain("106°15'");
    expect(readings[0]?.lon).toBeCloseTo(LON, 7);
    expect(readings[0]?.lat).toBeCloseTo(LAT, 7);
  });

  it('tells the neighbouring zone by its eastings', () => {
    const [reading] = readCoordinates('510573.059 1860015.028');
    expect(reading?.system).toContain("107°00'");
    expect(reading?.lon).toBeCloseTo(LON, 7);
    expect(reading?.lat).toBeCloseTo(LAT, 7);
  });

  it('offers both readings of UTM, which look alike', () => {
    const systems = readCoordinates('723702.386 1860640.409').map(({ system }) => system);
    expect(systems).toEqual(['VN-2000 / UTM 48N', 'WGS 84 / UTM 48N']);
  });

  it.each([
    '',
    'Hùng Vương',
    '12/345',
    '12',
    '12 Hùng Vương',
    'DH-12, 5',
    '1 2',
    '2020-10-18',
    '123456 7',
    'tờ 12 thửa 345',
  ])('leaves other words alone: %s', (text) => {
    expect(readCoordinates(text)).toEqual([]);
  });
});

describe('parcels in a search text', () => {
  it.each([
    '12/345',
    ' 12 / 345 ',
    'tờ 12 thửa 345',
    'Tờ bản đồ số 12, thửa đất số 345',
    'to 12 thua 345',
    'thửa 345 tờ 12',
    'sheet 12, parcel 345',
  ])('reads %s', (text) => {
    expect(readParcel(text)).toBe('12/345');
  });

  it.each(['345', 'Hùng Vương 12', '12/345/6', '12 345'])('leaves %s alone', (text) => {
    expect(readParcel(text)).toBeNull();
  });
});
