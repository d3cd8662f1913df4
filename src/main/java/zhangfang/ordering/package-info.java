/** Packages (套餐), requirements (需求) with their recommendations, orders (订单). */
package zhangfang.ordering;
