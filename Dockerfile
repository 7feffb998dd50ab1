# Moorage as two images, neither run as root: `server` with production packages only and without the dev cluster, and
# `devcluster`, which is for trying and testing.
FROM node:22.20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM build AS production
RUN npm prune --omit=dev --no-audit --no-fund

FROM node:22.20-bookworm-slim AS devcluster
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist/devcluster ./dist/devcluster
COPY --from=build /app/deploy ./deploy
RUN mkdir /output && chown node:node /output
USER node
CMD ["node", "--max-semi-space-size=32", "dist/devcluster/main.js", "--folder", "/output", "--apply", "deploy", "--demo"]

FROM node:22.20-bookworm-slim AS server
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./package.json
COPY --from=production /app/node_modules ./node_modules
COPY --from=build /app/dist/src ./dist/src
COPY --from=build /app/dist/playground ./dist/playground
COPY --from=build /app/schema ./schema
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 4000}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=32", "dist/src/main.js"]
