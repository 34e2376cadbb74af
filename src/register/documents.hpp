#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/actor.hpp"
#include "register/orders.hpp"
#include "store/database.hpp"

// Documents in evidence: uploaded files, photos and links. Bytes never change; the same bytes are
// kept once.
namespace dostyq::registry {

/// Largest upload.
inline constexpr int64_t kMostDocumentBytes = 20 * 1024 * 1024;

struct NewDocument {
  std::string name;        ///< file name, or a title
  std::string media_type;  ///< as the sender says; must fit what the bytes begin with
  std::string url;         ///< http(s); then there are no bytes
  Date dated;              ///< the day the document is of
  bool is_protected = false;
  std::string bytes;
};

struct Document {
  std::string id;      ///< first 20 digits of the hash
  std::string sha256;  ///< of the bytes; of a link: of its address
  std::string kind;    ///< document, photo, link
  std::string media_type, name, url, dated, author, at;
  bool is_protected = false;
  int64_t size = 0;
};

/// Files it, with an entry in the audit log. The same bytes again give the same document. Errors:
/// document.empty, document.too_large, document.type (which are taken), document.url,
/// document.name, register.not_allowed.
Result<Document> add_document(const store::Database& database, const Actor& actor,
                              const NewDocument& document, const std::string& at);
/// Error: document.none (ErrorCode::kNotFound).
Result<Document> find_document(const store::Database& database, const std::string& id);
/// Its bytes. Reading a protected one needs the right to it and is written in the audit log.
Result<std::string> document_bytes(const store::Database& database, const Actor& actor,
                                   const std::string& id, const std::string& at);
Result<DocumentDays> document_days(const store::Database& database);

/// SHA-256 of all that is kept of it, for the audit log.
std::string digest(const Document& document);
/// As it stands in the database, with the hash counted again from its bytes; nothing when it is not
/// there.
Result<std::optional<Document>> stored_document(store::Transaction& reading, const std::string& id);

/// What the first bytes say: "application/pdf", "image/jpeg" …; "" for what is not taken. Text must
/// be UTF-8.
std::string media_type_of(std::string_view bytes);

}  // namespace dostyq::registry
