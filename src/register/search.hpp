#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/actor.hpp"
#include "register/snapshot.hpp"

namespace dostyq::registry {

struct Hit {
  std::string table, record;  ///< an order: "directives", its id
  Text title;                 ///< name, else number, title or id
  double score = 0;           ///< higher is better
};

struct SearchResult {
  std::vector<Hit> hits;  ///< the best, at most `limit`
  size_t total = 0;
};

/// The folded words of all records of one snapshot (i18n/fold.hpp), as one text for each table. A
/// search reads all of it with memmem: 100,000 records are some 15 MB and take a few milliseconds,
/// without an index to keep right. Immutable.
class SearchIndex {
 public:
  /// Tables that did not change since `before` are taken over; of the others only records that
  /// changed are folded again.
  SearchIndex(std::shared_ptr<const Snapshot> snapshot, const SearchIndex* before);

  /// Records that hold every word of `query`, anywhere in a word. Protected tables are left out
  /// unless `with_protected`; `only_table` "": all.
  SearchResult find(const std::string& query, size_t limit, const std::string& only_table = "",
                    bool with_protected = false) const;
  size_t records() const;
  const Snapshot& snapshot() const { return *snapshot_; }

 private:
  struct Document {
    std::string record;
    int64_t version = 0;
    size_t begin = 0, title_end = 0, end = 0;  ///< in the text; the title comes first
  };
  struct TableText {
    std::shared_ptr<const Table> table;  ///< of which it was made
    std::string text;                    ///< documents, each ended by a line feed
    std::vector<Document> documents;
    std::map<std::string, size_t> index;
  };
  static std::shared_ptr<const TableText> make_text(const std::shared_ptr<const Table>& table,
                                                    const TableText* before);
  std::shared_ptr<const TableText> make_orders() const;
  Text title_of(const std::string& table, const std::string& record) const;

  std::shared_ptr<const Snapshot> snapshot_;
  std::map<std::string, std::shared_ptr<const TableText>> texts_;
};

/// The index of the newest snapshot, made when somebody searches. Thread-safe.
class Searcher {
 public:
  std::shared_ptr<const SearchIndex> index(std::shared_ptr<const Snapshot> snapshot);

 private:
  std::mutex mutex_;
  std::shared_ptr<const SearchIndex> index_;
};

}  // namespace dostyq::registry
