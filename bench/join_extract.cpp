// A large extract for the benchmarks: copies of a real city side by side, joined by trunk roads.
//   join_extract CITY.osm.pbf OUT.osm.pbf [COPIES] [SEED]
// Copies stand in a square grid, with new ids in the order of the file format. SEED other than 0
// moves every node by up to 0.5 m, so that no two copies are alike.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <osmium/builder/osm_object_builder.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/writer.hpp>
#include <osmium/osm/box.hpp>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

constexpr auto kEntities = osmium::osm_entity_bits::node | osmium::osm_entity_bits::way;

struct Node {
  osmium::Location at;
  const osmium::TagList* tags;
};

struct City {
  std::vector<osmium::memory::Buffer> buffers;
  std::vector<Node> nodes;
  std::unordered_map<int64_t, int64_t> number_of;  ///< a node's place in `nodes`
  std::vector<const osmium::Way*> ways;
  std::vector<int64_t> joints;  ///< nodes of two-way main roads
  osmium::Box box;
};

bool is_main_road(const osmium::Way& way) {
  const std::string highway = way.tags().get_value_by_key("highway", "");
  const bool main = highway == "primary" || highway == "secondary" || highway == "tertiary";
  return main && !way.tags().has_tag("oneway", "yes") && way.tags()["junction"] == nullptr;
}

City read_city(const std::string& path) {
  City city;
  osmium::io::Reader reader(path, kEntities);
  while (osmium::memory::Buffer buffer = reader.read()) city.buffers.push_back(std::move(buffer));
  for (const auto& buffer : city.buffers) {
    for (const auto& node : buffer.select<osmium::Node>()) {
      city.number_of[node.id()] = static_cast<int64_t>(city.nodes.size());
      city.nodes.push_back({node.location(), &node.tags()});
      city.box.extend(node.location());
    }
    for (const auto& way : buffer.select<osmium::Way>()) city.ways.push_back(&way);
  }
  for (const osmium::Way* way : city.ways) {
    const auto found = is_main_road(*way) && !way->nodes().empty()
                           ? city.number_of.find(way->nodes().front().ref())
                           : city.number_of.end();
    if (found != city.number_of.end()) city.joints.push_back(found->second);
  }
  return city;
}

/// Writes all nodes, then all ways, as a sorted file has them.
class Joiner {
 public:
  Joiner(const City& city, const std::string& out, int copies, unsigned seed)
      : city_(city),
        copies_(copies),
        side_(static_cast<int>(std::ceil(std::sqrt(copies)))),
        random_(seed),
        jitter_(seed == 0 ? 0 : 45),
        writer_(osmium::io::File(out, "pbf,add_metadata=none"), header(),
                osmium::io::overwrite::allow) {}

  void run() {
    for (int copy = 0; copy < copies_; ++copy) write_nodes(copy);
    for (int copy = 0; copy < copies_; ++copy) write_ways(copy);
    for (int copy = 0; copy < copies_; ++copy) {
      if (copy % side_ + 1 < side_ && copy + 1 < copies_) write_links(copy, copy + 1);
      if (copy + side_ < copies_) write_links(copy, copy + side_);
    }
    flush();
    writer_.close();
  }

 private:
  static osmium::io::Header header() {
    osmium::io::Header header;
    header.set("sorting", "Type_then_ID");
    header.set("generator", "join_extract");
    return header;
  }

  int64_t node_id(int copy, int64_t number) const {
    return 1 + copy * static_cast<int64_t>(city_.nodes.size()) + number;
  }

  void write_nodes(int copy) {
    const int column = copy % side_, row = copy / side_;
    const double east = (city_.box.right() - city_.box.left() + 0.02) * column;
    const double north = (city_.box.top() - city_.box.bottom() + 0.02) * row;
    std::uniform_int_distribution<int32_t> step(-jitter_, jitter_);
    for (size_t i = 0; i < city_.nodes.size(); ++i) {
      const Node& node = city_.nodes[i];
      osmium::Location at(node.at.lon() + east, node.at.lat() + north);
      at.set_x(at.x() + step(random_)).set_y(at.y() + step(random_));
      {
        osmium::builder::NodeBuilder builder(buffer_);
        builder.set_id(node_id(copy, static_cast<int64_t>(i))).set_location(at).set_user("");
        if (!node.tags->empty()) builder.add_item(*node.tags);
      }
      commit();
    }
  }

  void write_ways(int copy) {
    for (const osmium::Way* way : city_.ways) {
      {
        osmium::builder::WayBuilder builder(buffer_);
        builder.set_id(++way_id_).set_user("");
        builder.add_item(way->tags());
        osmium::builder::WayNodeListBuilder nodes(buffer_, &builder);
        for (const auto& node : way->nodes()) {
          const auto found = city_.number_of.find(node.ref());
          if (found != city_.number_of.end()) nodes.add_node_ref(node_id(copy, found->second));
        }
      }
      commit();
    }
  }

  void write_links(int from, int to) {
    constexpr size_t kLinks = 8;
    for (size_t k = 0; k < kLinks; ++k) {
      const int64_t joint = city_.joints[city_.joints.size() * k / kLinks];
      {
        osmium::builder::WayBuilder builder(buffer_);
        builder.set_id(++way_id_).set_user("");
        {
          osmium::builder::TagListBuilder tags(buffer_, &builder);
          tags.add_tag("highway", "trunk");
        }
        osmium::builder::WayNodeListBuilder nodes(buffer_, &builder);
        nodes.add_node_ref(node_id(from, joint));
        nodes.add_node_ref(node_id(to, joint));
      }
      commit();
    }
  }

  void commit() {
    buffer_.commit();
    if (buffer_.committed() > (4U << 20U)) flush();
  }
  void flush() {
    writer_(std::move(buffer_));
    buffer_ = osmium::memory::Buffer(5U << 20U, osmium::memory::Buffer::auto_grow::yes);
  }

  const City& city_;
  int copies_;
  int side_;
  std::mt19937 random_;
  int32_t jitter_;
  int64_t way_id_ = 0;
  osmium::memory::Buffer buffer_{5U << 20U, osmium::memory::Buffer::auto_grow::yes};
  osmium::io::Writer writer_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: join_extract CITY.osm.pbf OUT.osm.pbf [COPIES] [SEED]\n");
    return 2;
  }
  try {
    const City city = read_city(argv[1]);
    if (city.joints.empty()) {
      std::fprintf(stderr, "%s has no main roads to join copies by\n", argv[1]);
      return 2;
    }
    const int copies = argc > 3 ? std::atoi(argv[3]) : 25;
    const int seed = argc > 4 ? std::atoi(argv[4]) : 0;
    Joiner(city, argv[2], std::max(copies, 1), static_cast<unsigned>(seed)).run();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
