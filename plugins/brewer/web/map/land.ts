import { feature } from 'topojson-client'
import atlas from 'world-atlas/land-110m.json' with { type: 'json' }

const topology = atlas as unknown as Parameters<typeof feature>[0]

/** The coast lines of the world (Natural Earth, 1:110 million). */
export const land = feature(topology, topology.objects['land']!)
