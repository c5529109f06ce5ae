export {
  type BulkOperation,
  type BulkRequest,
  type BulkResult,
  bulkResponse,
  readBulkRequest,
} from "./bulk.ts";
export { type ErrorMessage, errorMessage, readErrorMessage } from "./error-message.ts";
export { type List, listResponse, readListResponse } from "./list-response.ts";
export { readSearchRequest, type SearchRequest } from "./search-request.ts";
export { type MessageKind, validateJson, validateMessage } from "./validate.ts";
