/** Companies (企业), their registration numbers and taxpayer types, and who may see which. */
package zhangfang.company;
