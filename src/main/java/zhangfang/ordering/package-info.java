/** Packages (套餐), requirements (需求), recommendations, orders (订单). */
package zhangfang.ordering;
