/** The declared layer a style layer draws, or undefined for the background and the like. */
export function cityLayerOf(layer: { metadata?: unknown }): string | undefined {
  return (layer.metadata as Record<string, string> | undefined)?.['dongha:layer'];
}
