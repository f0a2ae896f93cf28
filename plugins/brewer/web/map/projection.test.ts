import { describe, expect, it } from 'vitest'
import { cameraAround, cameraOf, middleOf, projectionOf } from './projection.ts'

const frame = { width: 700, height: 440 }
const izana = { latitude: 28.3, longitude: -16.5 }
const arenosillo = { latitude: 37.1, longitude: -6.7 }
const tsukuba = { latitude: 36.1, longitude: 140.1 }
const maunaLoa = { latitude: 19.5, longitude: -155.6 }

const pointOf = (camera: Parameters<typeof projectionOf>[0], all: readonly (typeof izana)[], one: typeof izana) => {
  const [x, y] = projectionOf(camera, all, frame)([one.longitude, one.latitude]) ?? [Number.NaN, Number.NaN]
  return { x, y }
}

describe('the middle of longitudes', () => {
  it('is in the shortest stretch that holds all of them, also across the Pacific', () => {
    expect(middleOf([-16.5, -6.7])).toBeCloseTo(-11.6)
    expect(Math.abs(middleOf([140, -156]))).toBeCloseTo(172)
    expect(middleOf([10])).toBeCloseTo(10)
    expect(middleOf([])).toBe(0)
  })
  it('is the usual one where they are all over the world: no map of Europe, Asia and America is cut through the Atlantic', () => {
    expect(middleOf([-155.6, -114, -79.5, -16.5, 14, 34, 103.8, 139.7])).toBe(0)
  })
})

describe('the map', () => {
  it('shows all stations, as near as they fit, with room around them', () => {
    for (const all of [[izana, arenosillo], [tsukuba, maunaLoa], [izana, arenosillo, tsukuba, maunaLoa]])
      for (const one of all) {
        const { x, y } = pointOf(null, all, one)
        expect(x).toBeGreaterThan(20)
        expect(x).toBeLessThan(680)
        expect(y).toBeGreaterThan(20)
        expect(y).toBeLessThan(420)
      }
    const near = projectionOf(null, [izana, arenosillo], frame).scale()
    expect(near).toBeGreaterThan(3 * projectionOf('world', [], frame).scale())
  })
  it('has west on the left and north above', () => {
    const [one, other] = [pointOf(null, [izana, arenosillo], izana), pointOf(null, [izana, arenosillo], arenosillo)]
    expect(one.x).toBeLessThan(other.x)
    expect(one.y).toBeGreaterThan(other.y)
  })
  it('shows one station in the middle of its part of the world', () => {
    const { x, y } = pointOf(null, [izana], izana)
    expect([x, y].map(Math.round)).toEqual([350, 220])
    expect(projectionOf(null, [izana], frame).scale() / projectionOf('world', [], frame).scale()).toBeLessThanOrEqual(6.01)
  })
  it('is nearer by a factor, around the same middle, and no further than the world', () => {
    const camera = { latitude: 40, longitude: 10, zoom: 4 }
    const nearer = cameraOf(projectionOf(camera, [], frame), frame, 2)
    expect(nearer).toMatchObject({ zoom: expect.closeTo(8), latitude: expect.closeTo(40), longitude: expect.closeTo(10) })
    expect(cameraOf(projectionOf(camera, [], frame), frame, 0.1)).toBe('world')
  })
  it('has a camera for a few of the stations that shows them', () => {
    const camera = cameraAround([izana, arenosillo], frame)
    const { x, y } = pointOf(camera, [izana, arenosillo, tsukuba], izana)
    expect(x).toBeGreaterThan(20)
    expect(y).toBeLessThan(420)
    expect(pointOf(camera, [izana, arenosillo, tsukuba], tsukuba).x).toBeGreaterThan(700)
  })
})
