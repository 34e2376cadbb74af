#include "instances/covering_dat.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>

#include "base/check.hpp"
#include "base/parallel.hpp"
#include "instances/cover_grid.hpp"
#include "optim/location/cover_groups.hpp"

namespace dostyq::instances {
namespace {

constexpr size_t kPiece = size_t{4} << 20;  // bytes; fixed, so that threads do not show
constexpr int64_t kMostWeight = int64_t{1} << 53;
constexpr char kHeader[] = "n m";
constexpr char kSiteLine[] = "F id x y cost";
constexpr char kCustomerLine[] = "C id x y weight";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads the fields of lines; a failed read stays where it is and says so.
class Fields {
 public:
  explicit Fields(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  const char* at() const { return at_; }
  bool at_end() const { return at_ == end_; }
  /// Goes on to the next line that holds anything.
  void skip_empty_lines() {
    while (at_ < end_ && (is_blank(*at_) || *at_ == '\n')) ++at_;
  }
  bool letter(char wanted) {
    if (at_ == end_ || *at_ != wanted) return false;
    ++at_;
    return at_ < end_ && is_blank(*at_);
  }
  bool whole(int64_t& value) {
    skip_blanks();
    const auto [rest, error] = std::from_chars(at_, end_, value);
    if (error != std::errc() || value < 0) return false;
    at_ = rest;
    return field_ends();
  }
  bool number(double& value) {
    skip_blanks();
    if (short_number(value)) return true;
    const auto [rest, error] = std::from_chars(at_, end_, value);
    if (error != std::errc() || !std::isfinite(value)) return false;
    at_ = rest;
    return field_ends();
  }
  bool line_ends() {
    skip_blanks();
    if (at_ == end_) return true;
    if (*at_ != '\n') return false;
    ++at_;
    return true;
  }

 private:
  void skip_blanks() {
    while (at_ < end_ && is_blank(*at_)) ++at_;
  }
  bool field_ends() const { return at_ == end_ || is_blank(*at_) || *at_ == '\n'; }

  /// Up to 15 digits and a point among them: the quotient of two doubles that hold whole numbers
  /// exactly is the nearest double to the decimal (Clinger 1990).
  bool short_number(double& value) {
    static constexpr std::array kPowers{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char* here = at_;
    const bool negative = here < end_ && *here == '-';
    if (negative) ++here;
    int64_t mantissa = 0;
    int digits = 0;
    size_t decimals = 0;
    for (; here < end_ && is_digit(*here) && digits < 16; ++here, ++digits) {
      mantissa = mantissa * 10 + (*here - '0');
    }
    if (here < end_ && *here == '.') {
      for (++here; here < end_ && is_digit(*here) && digits < 16; ++here, ++digits, ++decimals) {
        mantissa = mantissa * 10 + (*here - '0');
      }
    }
    if (digits == 0 || digits > 15) return false;
    if (here < end_ && !is_blank(*here) && *here != '\n') return false;
    const double size = static_cast<double>(mantissa) / kPowers[decimals];
    value = negative ? -size : size;
    at_ = here;
    return true;
  }

  const char* at_;
  const char* end_;
};

struct Record {
  optim::PlanePoint at;
  int64_t amount = 0;
};

bool read_record(Fields& fields, char letter, Record& record) {
  int64_t id = 0;
  return fields.letter(letter) && fields.whole(id) && fields.number(record.at.x) &&
         fields.number(record.at.y) && fields.whole(record.amount) && fields.line_ends() &&
         record.amount <= kMostWeight;
}

/// The text, and where in it errors are.
struct Text {
  std::string_view bytes;
  const std::string& file;

  tl::unexpected<Error> wrong(const char* at, std::string key, std::string argument) const {
    const auto before = std::count(bytes.data(), at, '\n');
    return fail(std::move(key), {std::move(argument)}, {file, static_cast<int>(before) + 1, ""});
  }
};

struct Head {
  std::vector<Record> sites;
  int64_t customers = 0;
  const char* rest = nullptr;  ///< the lines of customers
};

Result<Head> read_head(const Text& text) {
  Fields fields(text.bytes);
  fields.skip_empty_lines();
  int64_t sites = 0;
  Head head;
  const char* line = fields.at();
  if (!fields.whole(sites) || !fields.whole(head.customers) || !fields.line_ends() ||
      sites > std::numeric_limits<int32_t>::max()) {
    return text.wrong(line, "instances.line", kHeader);
  }
  // A line has at least ten characters: a wild number must not take all memory.
  head.sites.reserve(std::min(static_cast<size_t>(sites), text.bytes.size() / 10 + 1));
  for (int64_t j = 0; j < sites; ++j) {
    fields.skip_empty_lines();
    line = fields.at();
    if (fields.at_end()) return text.wrong(line, "instances.ends_early", kSiteLine);
    Record site;
    if (!read_record(fields, 'F', site)) return text.wrong(line, "instances.line", kSiteLine);
    head.sites.push_back(site);
  }
  head.rest = fields.at();
  return head;
}

/// Pieces of whole lines.
std::vector<std::string_view> cut_to_pieces(std::string_view text) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    size_t length = text.size();
    if (length > kPiece) {
      const size_t newline = text.find('\n', kPiece);
      length = newline == std::string_view::npos ? text.size() : newline + 1;
    }
    pieces.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return pieces;
}

struct Piece {
  optim::CoverGroups groups;
  int64_t customers = 0;
  int64_t weight = 0;
  const char* wrong = nullptr;  ///< the first line that is none
};

void read_piece(std::string_view text, const CoverGrid& grid, Piece& piece) {
  Fields fields(text);
  optim::GroupMerger merger(piece.groups);
  std::vector<int32_t> sites;
  Record customer;
  for (fields.skip_empty_lines(); !fields.at_end(); fields.skip_empty_lines()) {
    const char* line = fields.at();
    if (!read_record(fields, 'C', customer) || customer.amount > kMostWeight - piece.weight) {
      piece.wrong = line;
      return;
    }
    ++piece.customers;
    piece.weight += customer.amount;
    grid.find(customer.at, sites);
    if (!sites.empty()) merger.add(sites, customer.amount);
  }
}

struct Closer {
  int file = -1;
  ~Closer() {
    if (file >= 0) ::close(file);
  }
};

/// A file mapped into memory.
class Mapped {
 public:
  static Result<Mapped> open(const std::filesystem::path& path) {
    const auto wrong = [&](std::string key) {
      return fail(std::move(key), {path.string()}, {path.filename().string(), 0, ""});
    };
    const Closer opened{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (opened.file < 0) return wrong(errno == ENOENT ? "file.missing" : "file.not_readable");
    struct stat status{};
    if (::fstat(opened.file, &status) != 0 || !S_ISREG(status.st_mode)) {
      return wrong("file.not_readable");
    }
    const auto size = static_cast<size_t>(status.st_size);
    Mapped mapped;
    if (size == 0) return mapped;
    void* const memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, opened.file, 0);
    if (memory == MAP_FAILED) return wrong("file.not_readable");
    mapped.owner_.reset(memory, [size](void* start) { ::munmap(start, size); });
    mapped.text_ = {static_cast<const char*>(memory), size};
    return mapped;
  }
  std::string_view text() const { return text_; }

 private:
  std::shared_ptr<void> owner_;
  std::string_view text_;
};

/// Joins what the pieces hold, in their order; the first error of them.
Result<CoveringDat> join(const Text& text, const Head& head, std::vector<Piece>& pieces) {
  CoveringDat dat;
  for (const Record& site : head.sites) {
    dat.site_points.push_back(site.at);
    dat.opening_cost.push_back(site.amount);
  }
  optim::GroupMerger merger(dat.groups);
  for (Piece& piece : pieces) {
    if (piece.wrong != nullptr) return text.wrong(piece.wrong, "instances.line", kCustomerLine);
    dat.customers += piece.customers;
    if (piece.weight > kMostWeight - dat.weight) {
      return fail("instances.too_large", {"C", kCustomerLine}, {text.file, 0, ""});
    }
    dat.weight += piece.weight;
    for (int group = 0; group < piece.groups.size(); ++group) {
      merger.add(piece.groups.sites(group), piece.groups.weight[static_cast<size_t>(group)]);
    }
    piece.groups = {};
  }
  const char* const end = text.bytes.data() + text.bytes.size();
  if (dat.customers < head.customers) {
    return text.wrong(end, "instances.ends_early", kCustomerLine);
  }
  if (dat.customers > head.customers) return text.wrong(end, "instances.goes_on", "C");
  return dat;
}

std::string_view rest_of(const Text& text, const Head& head) {
  return text.bytes.substr(static_cast<size_t>(head.rest - text.bytes.data()));
}

}  // namespace

Result<CoveringDat> parse_covering_dat(std::string_view bytes, const std::string& file,
                                       double radius, unsigned threads) {
  const Text text{bytes, file};
  const Result<Head> head = read_head(text);
  if (!head) return tl::unexpected(head.error());
  std::vector<optim::PlanePoint> points;
  for (const Record& site : head->sites) points.push_back(site.at);
  const CoverGrid grid(std::move(points), radius);
  const std::vector<std::string_view> texts = cut_to_pieces(rest_of(text, *head));
  std::vector<Piece> pieces(texts.size());
  for_each_index(texts.size(), threads, [&](size_t i) { read_piece(texts[i], grid, pieces[i]); });
  return join(text, *head, pieces);
}

Result<CoveringDat> read_covering_dat(const std::filesystem::path& path, double radius,
                                      unsigned threads) {
  const Result<Mapped> mapped = Mapped::open(path);
  if (!mapped) return tl::unexpected(mapped.error());
  return parse_covering_dat(mapped->text(), path.filename().string(), radius, threads);
}

Result<int64_t> recount_covering_dat(const std::filesystem::path& path, double radius,
                                     const std::vector<int>& sites) {
  const Result<Mapped> mapped = Mapped::open(path);
  if (!mapped) return tl::unexpected(mapped.error());
  const std::string file = path.filename().string();
  const Text text{mapped->text(), file};
  const Result<Head> head = read_head(text);
  if (!head) return tl::unexpected(head.error());
  for (const int site : sites) {
    DOSTYQ_CHECK(site >= 0 && static_cast<size_t>(site) < head->sites.size());
  }
  Fields fields(rest_of(text, *head));
  int64_t weight = 0;
  Record customer;
  for (fields.skip_empty_lines(); !fields.at_end(); fields.skip_empty_lines()) {
    const char* line = fields.at();
    if (!read_record(fields, 'C', customer)) {
      return text.wrong(line, "instances.line", kCustomerLine);
    }
    const bool covered = std::ranges::any_of(sites, [&](int site) {
      const optim::PlanePoint at = head->sites[static_cast<size_t>(site)].at;
      const double dx = customer.at.x - at.x, dy = customer.at.y - at.y;
      return std::sqrt(dx * dx + dy * dy) < radius;
    });
    if (covered) weight += customer.amount;
  }
  return weight;
}

}  // namespace dostyq::instances
