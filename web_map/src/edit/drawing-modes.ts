import type { GeoJSONStoreFeatures, HexColor } from 'terra-draw';
import { TerraDrawLineStringMode, TerraDrawPointMode, TerraDrawPolygonMode, TerraDrawSelectMode } from 'terra-draw';
import type { Snapping } from './snapping';

/** Terra Draw's ways of drawing and of moving corners, in the map's colours and reach. */
export function modes(snapping: Snapping, accent: HexColor) {
  const pointerDistance = matchMedia('(pointer: coarse)').matches ? 36 : 22;
  const coordinates = { draggable: true, midpoints: { draggable: true }, deletable: true, snappable: snapping };
  const white: HexColor = '#ffffff';
  const thin = ({ properties }: GeoJSONStoreFeatures) => (properties.ring ? 0 : 0.2);
  const corner = {
    closingPointColor: accent,
    closingPointWidth: 7,
    closingPointOutlineColor: white,
    snappingPointColor: accent,
    snappingPointWidth: 7,
    snappingPointOutlineColor: white,
  };
  return [
    new TerraDrawSelectMode({
      pointerDistance,
      allowManualDeselection: false,
      keyEvents: null,
      flags: {
        point: { feature: { draggable: true } },
        linestring: { feature: { draggable: false, coordinates } },
        polygon: { feature: { draggable: false, coordinates } },
      },
      styles: {
        selectedPointColor: accent,
        selectedPointWidth: 9,
        selectedPointOutlineColor: white,
        selectedPointOutlineWidth: 3,
        selectedLineStringColor: accent,
        selectedLineStringWidth: 4,
        selectedPolygonColor: accent,
        selectedPolygonFillOpacity: thin,
        selectedPolygonOutlineColor: accent,
        selectedPolygonOutlineWidth: 3,
        selectionPointColor: white,
        selectionPointWidth: 7,
        selectionPointOutlineColor: accent,
        selectionPointOutlineWidth: 3,
        midPointColor: accent,
        midPointWidth: 5,
        midPointOutlineColor: white,
        midPointOutlineWidth: 2,
      },
    }),
    new TerraDrawPointMode({
      styles: { pointColor: accent, pointWidth: 9, pointOutlineColor: white, pointOutlineWidth: 3 },
    }),
    new TerraDrawLineStringMode({
      pointerDistance,
      snapping,
      styles: { lineStringColor: accent, lineStringWidth: 4, ...corner },
    }),
    new TerraDrawPolygonMode({
      pointerDistance,
      snapping,
      styles: { fillColor: accent, fillOpacity: thin, outlineColor: accent, outlineWidth: 3, ...corner },
    }),
  ];
}
