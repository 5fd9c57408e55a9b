// openapi-backend on node's own HTTP server: requests validated (its default), and responses too
// if VALIDATE_RESPONSES is 1. Usage: openapi_backend.js PORT SPEC, with the folder of node_modules
// in BENCH_PEERS.
const http = require('node:http');
const path = require('node:path');
const {createRequire} = require('node:module');

const fromPeers = createRequire(path.join(process.env.BENCH_PEERS, 'package.json'));
const {OpenAPIBackend} = fromPeers('openapi-backend');
const [, , port, definition] = process.argv;
const judged = process.env.VALIDATE_RESPONSES === '1';

function answer(response, status, value) {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, {'content-type': 'application/json', 'content-length': body.length});
  response.end(body);
}

const api = new OpenAPIBackend({definition});
api.register({
  validationFail: (call, request, response) => answer(response, 400, {errors: call.validation.errors}),
  notFound: (call, request, response) => answer(response, 404, {errors: []}),
  methodNotAllowed: (call, request, response) => answer(response, 405, {errors: []}),
  notImplemented: (call, request, response) => {
    const {status, mock} = call.api.mockResponseForOperation(call.operation.operationId);
    const {errors} = judged ? call.api.validateResponse(mock, call.operation, status) : {};
    return errors ? answer(response, 502, {errors}) : answer(response, status, mock);
  },
});

function handle(request, response, parts) {
  let body;
  try {
    body = parts.length ? JSON.parse(Buffer.concat(parts)) : undefined;
  } catch {
    return answer(response, 400, {errors: [{code: 'refused', title: 'This is not JSON'}]});
  }
  const [pathOnly, query] = request.url.split('?');
  const {method, headers} = request;
  return api.handleRequest({method, path: pathOnly, query, body, headers}, request, response);
}

api.init().then(() => {
  const server = http.createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => handle(request, response, parts));
  });
  server.listen(Number(port), '127.0.0.1');
});
