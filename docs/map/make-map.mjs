// Draws the land around the Atlantic once, for the site's map: Natural Earth 110 m (public domain) by way of world-atlas, land only and no
// borders (the map takes no side), Equal Earth turned by 42 degrees. Prints the projection's numbers for EqualEarthTests.cs.
import { readFileSync, writeFileSync } from "node:fs";
import { geoEqualEarth, geoPath, geoGraticule } from "d3-geo";
import { feature } from "topojson-client";

const width = 1000, height = 450;
const atlas = JSON.parse(readFileSync(new URL("./node_modules/world-atlas/land-110m.json", import.meta.url)));
const land = feature(atlas, atlas.objects.land);

const projection = geoEqualEarth()
  .rotate([42, 0])
  .scale(447)
  .translate([523, 616])
  .clipExtent([[0, 0], [width, height]])
  .precision(0.3);

const short = (path) => path.replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number))));
const path = geoPath(projection);
const shapes = short(path(land));
const lines = short(path(geoGraticule().step([15, 15])()));

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">
<style>.l{fill:#b9c8c5}.g{fill:none;stroke:#f4f9fa;stroke-width:1}@media(prefers-color-scheme:dark){.l{fill:#3d5359}.g{stroke:#10242f}}</style>
<path class="g" d="${lines}"/><path class="l" d="${shapes}"/>
</svg>
`;
writeFileSync(new URL("../../src/StrongCities.Web/wwwroot/assets/atlantic.svg", import.meta.url), svg);

const cities = {
  Denver: [-104.9847, 39.7392], "New York": [-74.006, 40.7143], Montréal: [-73.5878, 45.5088], Oslo: [10.7461, 59.9127],
  London: [-0.1257, 51.5085], Helsinki: [24.9354, 60.1695], Bratislava: [17.1067, 48.1486], Palermo: [13.3636, 38.1158],
};
for (const [name, place] of Object.entries(cities)) {
  const [x, y] = projection(place);
  console.log(`("${name}", ${place[1]}, ${place[0]}, ${x.toFixed(4)}, ${y.toFixed(4)}),`);
}
