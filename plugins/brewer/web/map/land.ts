import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import atlas from 'world-atlas/land-110m.json' with { type: 'json' }

const topology = atlas as unknown as Topology<{ land: GeometryCollection }>

/** The coast lines of the world (Natural Earth, 1:110 million). */
export const land = feature(topology, topology.objects.land)
