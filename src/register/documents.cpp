#include "register/documents.hpp"

#include <algorithm>
#include <array>

#include "io/encoding.hpp"
#include "io/file.hpp"
#include "register/permissions.hpp"
#include "store/audit.hpp"

namespace dostyq::registry {
namespace {

constexpr size_t kIdDigits = 20;
constexpr size_t kMostName = 200;
constexpr const char* kColumns =
    "id, sha256, kind, media_type, name, url, dated, author, at, protected, size";

struct Signature {
  std::string_view start, type;
};
using namespace std::string_view_literals;
constexpr std::array kSignatures{
    Signature{"%PDF-"sv, "application/pdf"}, Signature{"\xFF\xD8\xFF"sv, "image/jpeg"},
    Signature{"\x89PNG\r\n\x1A\n"sv, "image/png"},
    Signature{"PK\x03\x04"sv, "application/zip"},  // and what is made of it: DOCX, XLSX, ODT
};
/// Types that are archives inside.
constexpr std::array<std::string_view, 3> kOffice{
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text"};

Document document_of(const store::Row& row) {
  return {row[0].text(), row[1].text(),         row[2].text(),    row[3].text(),
          row[4].text(), row[5].text(),         row[6].text(),    row[7].text(),
          row[8].text(), row[9].integer() != 0, row[10].integer()};
}

std::string link_hash(const std::string& url, const std::string& dated) {
  return io::sha256_hex("link " + url + " " + dated);
}

bool is_web_address(const std::string& url) {
  const bool plain = std::all_of(url.begin(), url.end(), [](char c) {
    return static_cast<unsigned char>(c) > ' ' && c != '"' && c != '<' && c != '>' && c != '\\';
  });
  return (url.starts_with("https://") || url.starts_with("http://")) && url.size() > 11 &&
         url.size() <= 2000 && plain && io::is_utf8(url);
}

bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= kMostName && io::is_utf8(name) &&
         std::none_of(name.begin(), name.end(), [](char c) {
           return static_cast<unsigned char>(c) < ' ' || c == '/' || c == '\\' || c == 127;
         });
}

/// The type that it is kept under; an error when it is none that is taken.
Result<std::string> type_of(const NewDocument& document) {
  const std::string found = media_type_of(document.bytes);
  const bool office = found == "application/zip" && std::find(kOffice.begin(), kOffice.end(),
                                                              document.media_type) != kOffice.end();
  if (office) return document.media_type;
  if (found.empty() || found == "application/zip") return fail("document.type");
  return found;
}

Result<Document> describe(const NewDocument& document, const Actor& actor, const std::string& at) {
  if (!is_name(document.name)) return fail("document.name", {}, {"", 0, "name"});
  Document made;
  made.name = document.name;
  made.dated = document.dated.to_string();
  made.author = actor.id;
  made.at = at;
  made.is_protected = document.is_protected;
  made.size = static_cast<int64_t>(document.bytes.size());
  if (!document.url.empty()) {
    if (!is_web_address(document.url) || !document.bytes.empty())
      return fail("document.url", {}, {"", 0, "url"});
    made.kind = "link";
    made.url = document.url;
    made.sha256 = link_hash(made.url, made.dated);
  } else {
    if (document.bytes.empty()) return fail("document.empty", {}, {"", 0, "file"});
    if (made.size > kMostDocumentBytes)
      return fail("document.too_large", {std::to_string(kMostDocumentBytes / 1024 / 1024)},
                  {"", 0, "file"});
    const Result<std::string> type = type_of(document);
    if (!type) return tl::unexpected(type.error());
    made.media_type = *type;
    made.kind = type->starts_with("image/") ? "photo" : "document";
    made.sha256 = io::sha256_hex(document.bytes);
  }
  made.id = made.sha256.substr(0, kIdDigits);
  return made;
}

}  // namespace

std::string media_type_of(std::string_view bytes) {
  for (const Signature& signature : kSignatures) {
    if (bytes.starts_with(signature.start)) return std::string(signature.type);
  }
  if (bytes.size() > 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP")
    return "image/webp";
  const bool text = !bytes.empty() && io::is_utf8(bytes) &&
                    bytes.find('\0') == std::string_view::npos &&
                    bytes.find('<') == std::string_view::npos;  // no page that runs in a browser
  return text ? "text/plain" : "";
}

Result<Document> add_document(const store::Database& database, const Actor& actor,
                              const NewDocument& document, const std::string& at) {
  if (granted(actor.role, Right::kWriteFact) == Grant::kNo)
    return tl::unexpected(allow(actor, Right::kWriteFact).error());
  const Result<Document> made = describe(document, actor, at);
  if (!made) return made;
  Result<store::Transaction> writing = database.write();
  if (!writing) return tl::unexpected(writing.error());
  const auto known = writing->query(
      std::string("SELECT ") + kColumns + " FROM evidence WHERE sha256 = ?", {made->sha256});
  if (!known) return tl::unexpected(known.error());
  if (!known->empty()) return document_of(known->front());
  const auto added =
      writing->run(std::string("INSERT INTO evidence (") + kColumns +
                       ", bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   {made->id, made->sha256, made->kind, made->media_type, made->name, made->url,
                    made->dated, made->author, made->at, made->is_protected ? 1 : 0, made->size,
                    store::Blob{document.bytes}});
  if (!added) return tl::unexpected(added.error());
  const auto logged =
      store::append_audit(*writing, actor, "write", "evidence/" + made->id, digest(*made), at);
  if (!logged) return tl::unexpected(logged.error());
  if (const auto done = writing->commit(); !done) return tl::unexpected(done.error());
  return made;
}

std::string digest(const Document& d) {
  return io::sha256_hex(
      store::canonical({d.id, d.sha256, d.kind, d.media_type, d.name, d.url, d.dated, d.author,
                        d.at, d.is_protected ? "1" : "0", std::to_string(d.size)}));
}

Result<std::optional<Document>> stored_document(store::Transaction& reading,
                                                const std::string& id) {
  const auto rows =
      reading.query(std::string("SELECT ") + kColumns + ", bytes FROM evidence WHERE id = ?", {id});
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return std::optional<Document>();
  Document found = document_of(rows->front());
  found.sha256 = found.kind == "link" ? link_hash(found.url, found.dated)
                                      : io::sha256_hex(rows->front()[11].bytes());
  return std::optional<Document>(std::move(found));
}

Result<Document> find_document(const store::Database& database, const std::string& id) {
  const auto rows =
      database.query(std::string("SELECT ") + kColumns + " FROM evidence WHERE id = ?", {id});
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return fail("document.none", {id}, {}, ErrorCode::kNotFound);
  return document_of(rows->front());
}

Result<std::string> document_bytes(const store::Database& database, const Actor& actor,
                                   const std::string& id, const std::string& at) {
  const Result<Document> document = find_document(database, id);
  if (!document) return tl::unexpected(document.error());
  if (document->is_protected) {
    // A document belongs to no region: its author may read it, and who reads all that is protected.
    const bool own = !actor.id.empty() && actor.id == document->author;
    if (granted(actor.role, Right::kReadProtected) != Grant::kYes && !own)
      return fail("register.not_allowed", {std::string(name(actor.role))}, {},
                  ErrorCode::kNotAllowed);
    Result<store::Transaction> writing = database.write();
    if (!writing) return tl::unexpected(writing.error());
    const auto logged = store::append_audit(*writing, actor, "read", "evidence/" + id, "", at);
    if (!logged) return tl::unexpected(logged.error());
    if (const auto done = writing->commit(); !done) return tl::unexpected(done.error());
  }
  const auto rows = database.query("SELECT bytes FROM evidence WHERE id = ?", {id});
  if (!rows) return tl::unexpected(rows.error());
  return rows->front()[0].bytes();
}

Result<DocumentDays> document_days(const store::Database& database) {
  const auto rows = database.query("SELECT id, dated FROM evidence");
  if (!rows) return tl::unexpected(rows.error());
  DocumentDays days;
  for (const store::Row& row : *rows) days.emplace(row[0].text(), row[1].text());
  return days;
}

}  // namespace dostyq::registry
